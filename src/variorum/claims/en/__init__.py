"""English: its lexicons, and the rules that read them, one file a rule."""
