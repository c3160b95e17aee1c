package io.novacron.provider.aws.internal;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the named threads of an account, on which the SDK finds its own classes. */
final class AccountThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger made = new AtomicInteger();

  /**
   * Makes a factory.
   *
   * @param name first part of the name of each thread
   */
  AccountThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name + "-" + made.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(AccountThreads.class.getClassLoader());
    return thread;
  }
}
