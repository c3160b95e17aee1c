package io.novacron.core.internal.operation;

/** Hears what becomes of changes of machines. Called from many threads; must return at once. */
public interface ChangeListener {
  /** A listener that does nothing. */
  ChangeListener NONE =
      new ChangeListener() {
        @Override
        public void committed(Change change) {}

        @Override
        public void doubtful(Change change) {}
      };

  /** A change is safe. */
  void committed(Change change);

  /** A change was not acknowledged; it may have been applied all the same, or yet be. */
  void doubtful(Change change);
}
