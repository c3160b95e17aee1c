package io.novacron.api.security;

/**
 * Decides what a caller may do. One authorizer guards every face. Answers from local memory, never
 * blocks, and is safe for use by many threads. While no authorizer is registered, everything is
 * refused.
 */
public interface Authorizer {
  /**
   * Tells whether the caller holds the permission on the target.
   *
   * @return true only when a rule allows it and none denies it
   */
  boolean permits(Caller caller, Permission permission, Target target);
}
