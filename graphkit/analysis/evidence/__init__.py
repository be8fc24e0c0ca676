"""What the answers hang on: how much of the chain the sources cover, and which results one weak claim carries."""
