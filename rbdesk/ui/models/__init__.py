"""Item models over plain values for Qt's views. They write nothing: what a person changes goes out through the desk."""
