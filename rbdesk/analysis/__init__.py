"""Many assessments at once: frames, comparisons and the data of charts. Knows the domain and no painter."""
