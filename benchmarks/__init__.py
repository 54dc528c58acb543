"""What README's figures are measured with. Each module runs alone: python -m benchmarks.<name>."""
