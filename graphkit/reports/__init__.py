"""Reports: questions to the facts and the Graph; the answers are plain values, printed elsewhere."""
