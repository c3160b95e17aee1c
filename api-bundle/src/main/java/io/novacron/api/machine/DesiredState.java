package io.novacron.api.machine;

/** What a machine should be in the end. */
public enum DesiredState {
  RUNNING,
  STOPPED,
  DELETED
}
