def greet(name):
    """A greeting for someone."""
    return f"Good morning, {name}!"


if __name__ == "__main__":
    for name in ("Ada", "Grace", "Barbara"):
        print(greet(name))
