{#-
    32 hexadecimal digits (the first half of SHA-256) of the given text expressions, each followed by a
    unit separator, nulls as empty text. The bytes hashed are UTF-8 on every engine, so the same text
    has the same hash everywhere; SQL Server would otherwise hash UTF-16 or a code page.
-#}
{% macro text_hash(expressions) -%}
    {%- set parts = [] -%}
    {%- for expression in expressions -%}
        {%- do parts.append(expression) -%}
        {%- do parts.append(key_separator()) -%}
    {%- endfor -%}
    {{ return(adapter.dispatch('text_hash')(parts | join(', '))) }}
{%- endmacro %}

{% macro default__text_hash(parts) -%}
    cast(left(sha256(concat({{ parts }})), 32) as varchar(32))
{%- endmacro %}

{% macro sqlserver__text_hash(parts) -%}
    {#- digits and letters of ASCII need half the bytes of Unicode text -#}
    {%- set digits -%}
        lower(left(convert(varchar(64), hashbytes(
            'SHA2_256',
            cast(concat({{ parts }}) collate Latin1_General_100_BIN2_UTF8 as varchar(8000))
        ), 2), 32))
    {%- endset -%}
    {{ binary_text('cast(' ~ digits ~ ' as varchar(32))') }}
{%- endmacro %}

{#- concat() of a null is null on Spark; concat_ws() leaves nulls out. -#}
{% macro spark__text_hash(parts) -%}
    left(sha2(concat_ws('', {{ parts }}), 256), 32)
{%- endmacro %}
