"""How the shipped model was made: rows, teacher, its answers, student, ONNX, figures."""
