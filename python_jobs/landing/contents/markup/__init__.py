"""Tables that are written as marked up text: web pages, and the XML workbooks of Excel 2003. Shops call both .xls."""
