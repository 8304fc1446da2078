-- Answers of programs that were not written to agree to the last digit: numbers may be off by
-- tolerance max(1, |x|) from the expected x. NULL: the answer is the expected one, byte for byte.
ALTER TABLE cell ADD COLUMN tolerance REAL;
