from ._native import Encoding

def boundary_finder(kind: str) -> object: ...
def survey_languages(
    tokenizer: Encoding | str,
    texts: dict[str, list[str]],
    base: str,
    day: str,
    threads: int | None,
) -> tuple[
    list[
        tuple[
            str,
            str,
            str,
            int,
            int,
            int,
            int | None,
            float | None,
            float | None,
            float | None,
            float | None,
            str | None,
        ]
    ],
    str,
    bool,
    tuple[int, float, float, float, float, float, float],
]: ...
def model_tokenizer(name: str) -> tuple[str, bool, str, str]: ...
def count_request(
    json: str, model: str, encoding: Encoding
) -> tuple[
    int,
    int,
    bool,
    bool,
    list[tuple[str, int, bool, int | None, bool]],
    list[tuple[str, str, str]],
]: ...
def price_calls(
    name: str,
    input: int,
    cached: int,
    written: int,
    written_long: int,
    output: int,
    calls: int,
    service: str,
    day: str,
) -> tuple[str, str, str | None, str | None, str | None, str | None, str | None, str | None]: ...
def tally(
    encoding: Encoding, first: int, last: int, threads: int | None
) -> tuple[int, int | None, dict[str, int]]: ...
