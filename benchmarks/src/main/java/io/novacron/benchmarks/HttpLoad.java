package io.novacron.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Requests over many connections at once, each sending the next when it has its answer. */
final class HttpLoad {
  private final int port;
  private final String token;
  private final int connections;

  HttpLoad(int port, String token, int connections) {
    this.port = port;
    this.token = token;
    this.connections = connections;
  }

  /** Makes the next request of a connection. */
  interface Source {
    byte[] next(HttpConnection connection, int number);
  }

  /**
   * Sends requests for some time.
   *
   * @param expected the status that all must have
   */
  Figures run(double seconds, int expected, Source source)
      throws IOException, InterruptedException {
    Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(5), 3);
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int first = i;
        counts.add(
            threads.submit(
                () -> {
                  int count = 0;
                  try (HttpConnection connection = new HttpConnection(port, token)) {
                    for (long now = System.nanoTime(); now < end; count++) {
                      byte[] request = source.next(connection, first + count * connections);
                      HttpConnection.Answer answer = connection.exchange(request);
                      long done = System.nanoTime();
                      latencies.recordValue((done - now) / 1_000);
                      now = done;
                      if (answer.status() != expected) {
                        throw new IOException("answered " + answer.status() + " " + answer.text());
                      }
                    }
                  }
                  return count;
                }));
      }
      long all = 0;
      for (Future<Integer> count : counts) {
        all += count.get();
      }
      return new Figures(all / ((System.nanoTime() - begin) / 1e9), latencies);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** What came of it. */
  record Figures(double perSecond, Histogram latencies) {
    double millis(double percentile) {
      return latencies.getValueAtPercentile(percentile) / 1e3;
    }
  }
}
