"""The questionnaire's pieces: one question as a card, its open editor, the list of an area, the navigator."""
