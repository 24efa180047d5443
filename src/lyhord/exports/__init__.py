"""A disclosed report into bytes; decides nothing about what may be shown."""
