"""The rules of in-service training: pure, synchronous, no I/O. Values in, values out; the moment is an argument."""
