package io.novacron.core.internal.operation;

import java.util.List;

/** Hears what becomes of changes of machines. Called from many threads; must return at once. */
public interface ChangeListener {
  /** Tells several listeners, in their order. */
  static ChangeListener all(List<ChangeListener> listeners) {
    List<ChangeListener> told = List.copyOf(listeners);
    return new ChangeListener() {
      @Override
      public void committed(Change change) {
        told.forEach(listener -> listener.committed(change));
      }

      @Override
      public void doubtful(Change change) {
        told.forEach(listener -> listener.doubtful(change));
      }
    };
  }

  /** A change is safe. */
  void committed(Change change);

  /** A change was not acknowledged; it may have been applied all the same, or yet be. */
  void doubtful(Change change);
}
