\echo Use "CREATE EXTENSION tokmill" to load this file. \quit

CREATE FUNCTION tokens(input text, encoding text DEFAULT 'o200k_base') RETURNS bigint
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
  AS 'MODULE_PATHNAME', 'pg_tokmill_tokens';
COMMENT ON FUNCTION tokens(text, text) IS 'the number of tokens';

CREATE FUNCTION tokens(input bytea, encoding text DEFAULT 'o200k_base') RETURNS bigint
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
  AS 'MODULE_PATHNAME', 'pg_tokmill_tokens_of_bytes';
COMMENT ON FUNCTION tokens(bytea, text) IS 'the number of tokens of UTF-8';

CREATE FUNCTION token_ids(input text, encoding text DEFAULT 'o200k_base') RETURNS integer[]
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
  AS 'MODULE_PATHNAME', 'pg_tokmill_token_ids';
COMMENT ON FUNCTION token_ids(text, text) IS 'the ids of the tokens';

CREATE FUNCTION token_ids(input bytea, encoding text DEFAULT 'o200k_base') RETURNS integer[]
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
  AS 'MODULE_PATHNAME', 'pg_tokmill_token_ids_of_bytes';
COMMENT ON FUNCTION token_ids(bytea, text) IS 'the ids of the tokens of UTF-8';

CREATE FUNCTION token_chunks(input text, max_tokens bigint, overlap bigint DEFAULT 0,
                             encoding text DEFAULT 'o200k_base')
  RETURNS TABLE ("text" text, tokens bigint, "start" bigint, "end" bigint)
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10
  AS 'MODULE_PATHNAME', 'pg_tokmill_token_chunks';
COMMENT ON FUNCTION token_chunks(text, bigint, bigint, text) IS 'the parts of a text, with at most max_tokens tokens each';

-- The default date is that of the other engines: today in UTC.
CREATE FUNCTION token_cost(model text, input_tokens bigint, output_tokens bigint DEFAULT 0,
                           cached_tokens bigint DEFAULT 0, date date DEFAULT (now() AT TIME ZONE 'UTC')::date)
  RETURNS numeric
  LANGUAGE C STABLE STRICT PARALLEL SAFE
  AS 'MODULE_PATHNAME', 'pg_tokmill_token_cost';
COMMENT ON FUNCTION token_cost(text, bigint, bigint, bigint, date) IS 'US dollars; NULL if a price is not known';
