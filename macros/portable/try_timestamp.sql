{#-
    ISO text ('YYYY-MM-DD', with ' HH:MM', ' HH:MM:SS' or 'T' in place of the blank; fractions of a second
    are cut off) as a timestamp; null for any other text, for days that do not exist, for 24:00 (engines read it
    in three ways) and for years before 1753, which SQL Server's datetime lacks.
-#}
{% macro try_timestamp(text_expression) -%}
    {{ return(adapter.dispatch('try_timestamp')(text_expression)) }}
{%- endmacro %}

{#- The usual form first: DuckDB compares it ten times as fast as it tries a regular expression. -#}
{% macro default__try_timestamp(text_expression) -%}
    {%- set day = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' -%}
    {%- set minute_and_second = ':[0-5][0-9]:[0-5][0-9]' -%}
    case
        when
            (
                {{ text_expression }} glob '{{ day }} [01][0-9]{{ minute_and_second }}'
                or {{ text_expression }} glob '{{ day }} 2[0-3]{{ minute_and_second }}'
                or regexp_full_match(
                    {{ text_expression }},
                    '{{ iso_date_pattern() }}({{ iso_time_pattern() }})?'
                )
            )
            and left({{ text_expression }}, 4) >= '1753'
            then try_cast(left({{ text_expression }}, 19) as {{ timestamp_type() }})
    end
{%- endmacro %}

{#- datetime2 reads ISO text whatever the language of the login; the years that datetime lacks are null. -#}
{% macro sqlserver__try_timestamp(text_expression) -%}
    {%- set day = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' -%}
    {%- set minute = '[ T][0-9][0-9]:[0-9][0-9]' -%}
    {%- set second = ':[0-9][0-9]' -%}
    case
        when
            {{ binary_text(text_expression) }} like '{{ day }}'
            or {{ binary_text(text_expression) }} like '{{ day ~ minute }}'
            or {{ binary_text(text_expression) }} like '{{ day ~ minute ~ second }}'
            or (
                {{ binary_text(text_expression) }} like '{{ day ~ minute ~ second }}.%'
                and {{ binary_text('substring(' ~ text_expression ~ ', 21, 50)') }} not like '%[^0-9]%'
            )
            then try_cast(
                try_cast(replace(left({{ text_expression }}, 19), 'T', ' ') as datetime2(0))
                as {{ timestamp_type() }}
            )
    end
{%- endmacro %}

{% macro spark__try_timestamp(text_expression) -%}
    case
        when
            {{ text_expression }} rlike r'^{{ iso_date_pattern() }}({{ iso_time_pattern() }})?\z'
            and left({{ text_expression }}, 4) >= '1753'
            then try_cast(left({{ text_expression }}, 19) as {{ timestamp_type() }})
    end
{%- endmacro %}
