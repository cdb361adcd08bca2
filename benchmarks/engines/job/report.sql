-- The report on a corpus, in the SQL of DuckDB, Spark and ClickHouse. Names in braces are filled in by report.py.

-- groups: reads the texts once, and counts them by what the other queries need.
SELECT language, source, {bytes}(text) AS size, count(*) AS texts, sum({characters}(text)) AS characters,
       sum({tokens}(text)) AS tokens
FROM {corpus} WHERE text IS NOT NULL GROUP BY language, source, {bytes}(text);

-- quartiles: tokens by language, source and quartile of length. Texts of the same length are in the same quartile.
WITH sizes AS (SELECT size, sum(texts) AS texts FROM groups GROUP BY size),
     ranks AS (SELECT size, sum(texts) OVER (ORDER BY size) - texts AS shorter, sum(texts) OVER () AS all_texts FROM sizes),
     quartiles AS (SELECT size, CASE WHEN 4 * shorter < all_texts THEN 1 WHEN 2 * shorter < all_texts THEN 2
                                     WHEN 4 * shorter < 3 * all_texts THEN 3 ELSE 4 END AS quartile FROM ranks)
SELECT language, source, quartile, sum(texts) AS texts, sum(tokens) AS tokens
FROM groups JOIN quartiles ON groups.size = quartiles.size
GROUP BY language, source, quartile ORDER BY language, source, quartile;

-- costs: US dollars for the corpus as the input of each model.
SELECT model, sum(CAST(tokens AS {whole}) * usd_of_token) AS usd FROM groups CROSS JOIN prices GROUP BY model ORDER BY model;

-- premiums: tokens for each character relative to English.
WITH languages AS (SELECT language, sum(tokens) AS tokens, sum(characters) AS characters FROM groups GROUP BY language)
SELECT other.language AS language,
       (CAST(other.tokens AS {real}) / other.characters) / (CAST(english.tokens AS {real}) / english.characters) AS premium
FROM languages AS other CROSS JOIN languages AS english
WHERE english.language = 'en' AND other.characters > 0 ORDER BY premium, language;
