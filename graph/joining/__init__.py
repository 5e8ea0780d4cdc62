"""What follows from several documents, or from one and the vocabulary: joins and inferences, made by a build."""
