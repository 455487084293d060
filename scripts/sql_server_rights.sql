-- Least rights on SQL Server: three roles, each with what it needs and no more. Run it once in the
-- database, as a member of db_owner; running it again changes nothing.
--
--   customer_intelligence_loader   customer-intelligence land and mine: raw, mining and ops
--   customer_intelligence_builder  dbt build: everything that is made of raw
--   customer_intelligence_reader   Power BI and people: the reporting views
--
-- The account of the nightly `customer-intelligence run` is a loader and a builder. Give the roles to users:
--
--   create user [DOMAIN\customer-intelligence] for login [DOMAIN\customer-intelligence];
--   alter role customer_intelligence_loader add member [DOMAIN\customer-intelligence];
--   alter role customer_intelligence_builder add member [DOMAIN\customer-intelligence];
--   alter role customer_intelligence_reader add member [DOMAIN\Sales];

-- The schemas, so that nobody needs the right to make one.
if schema_id('raw') is null exec('create schema raw');
if schema_id('mining') is null exec('create schema mining');
if schema_id('ops') is null exec('create schema ops');
if schema_id('seeds') is null exec('create schema seeds');
if schema_id('staging') is null exec('create schema staging');
if schema_id('intermediate') is null exec('create schema intermediate');
if schema_id('marts') is null exec('create schema marts');
if schema_id('reporting') is null exec('create schema reporting');
if schema_id('test_failures') is null exec('create schema test_failures');
go

if database_principal_id('customer_intelligence_loader') is null
    create role customer_intelligence_loader;
if database_principal_id('customer_intelligence_builder') is null
    create role customer_intelligence_builder;
if database_principal_id('customer_intelligence_reader') is null
    create role customer_intelligence_reader;
go

-- The loader makes its tables in three schemas, fills them in bulk (insert, and alter for the lock of the
-- table), and reads the baskets to mine and the views to draw.
grant create table to customer_intelligence_loader;
grant select, insert, update, delete, alter on schema::raw to customer_intelligence_loader;
grant select, insert, update, delete, alter on schema::mining to customer_intelligence_loader;
grant select, insert, update, delete, alter on schema::ops to customer_intelligence_loader;
grant select on schema::marts to customer_intelligence_loader;
grant select on schema::reporting to customer_intelligence_loader;
go

-- The builder reads what the loader wrote and owns the rest. It can change no raw line.
grant create table, create view to customer_intelligence_builder;
grant select on schema::raw to customer_intelligence_builder;
grant select on schema::mining to customer_intelligence_builder;
grant select, insert, update, delete, alter, references on schema::seeds to customer_intelligence_builder;
grant select, insert, update, delete, alter, references on schema::staging to customer_intelligence_builder;
grant select, insert, update, delete, alter, references on schema::intermediate to customer_intelligence_builder;
grant select, insert, update, delete, alter, references on schema::marts to customer_intelligence_builder;
grant select, insert, update, delete, alter, references on schema::reporting to customer_intelligence_builder;
grant select, insert, update, delete, alter, references on schema::test_failures to customer_intelligence_builder;
grant view definition to customer_intelligence_builder;
go

-- The reader sees the reporting views alone. They reach into the marts by the chain of ownership: all
-- schemas belong to the same owner, so no right on the marts is needed or given.
grant select on schema::reporting to customer_intelligence_reader;
go
