"""Make vega.js anew from the wheel vl-convert-python, which carries Vega, Vega-Lite and Vega-Embed.

The bundle is kept here, because the wheel is 84 MB and takes seconds to put it together, while the
bundle is below 1 MB. A test checks that the two are the same. To renew it after an upgrade:

    python -m python_jobs.dashboards.vendor.make_vega
"""

from __future__ import annotations

from pathlib import Path

BUNDLE = Path(__file__).with_name("vega.js")


def bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that sets window.vegaEmbed."""
    import vl_convert

    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version="6.4")


if __name__ == "__main__":
    BUNDLE.write_text(bundle(), encoding="utf-8", newline="\n")
