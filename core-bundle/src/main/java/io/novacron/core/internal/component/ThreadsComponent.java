package io.novacron.core.internal.component;

import io.novacron.core.internal.time.ExecutorTimer;
import io.novacron.core.internal.time.Timer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few threads of core: one that keeps time, some that work, some that answer requests. */
@Component(service = ThreadsComponent.class)
public final class ThreadsComponent {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadsComponent.class);
  private static final int THREADS = 4;
  private static final int REQUESTS_WAITING = 10_000;

  private final ScheduledThreadPoolExecutor scheduler =
      new ScheduledThreadPoolExecutor(1, named("novacron-timer"));
  // What waits here is bounded by the number of live operations, each of which has one task at
  // most.
  private final ThreadPoolExecutor work = pool("novacron-work", new LinkedBlockingQueue<>());
  private final ThreadPoolExecutor requests =
      pool("novacron-request", new ArrayBlockingQueue<>(REQUESTS_WAITING));
  private final Timer timer = new ExecutorTimer(scheduler, work);

  @Activate
  public ThreadsComponent() {
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    // A thread keeps the class loaders that are on the stack when it begins, and the stack may be a
    // provider's: none may begin there, or a provider that was removed would never be unloaded.
    scheduler.prestartAllCoreThreads();
    work.prestartAllCoreThreads();
    requests.prestartAllCoreThreads();
  }

  @Deactivate
  void close() throws InterruptedException {
    List<ExecutorService> all = List.of(scheduler, requests, work);
    all.forEach(ExecutorService::shutdown);
    for (ExecutorService executor : all) {
      if (!executor.awaitTermination(3, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    }
  }

  ScheduledThreadPoolExecutor scheduler() {
    return scheduler;
  }

  Timer timer() {
    return timer;
  }

  ThreadPoolExecutor work() {
    return work;
  }

  ThreadPoolExecutor requests() {
    return requests;
  }

  private static ThreadPoolExecutor pool(String name, BlockingQueue<Runnable> queue) {
    return new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, queue, named(name));
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setUncaughtExceptionHandler(
          (broken, failure) -> LOG.error("defect thread={}", broken.getName(), failure));
      return thread;
    };
  }
}
