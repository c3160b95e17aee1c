package com.example.provider;

import com.example.provider.cloud.CloudClient;
import com.example.provider.cloud.CloudException;
import com.example.provider.cloud.CloudMachine;
import com.example.provider.cloud.CloudOrder;
import com.example.provider.cloud.CloudPage;
import io.novacron.api.error.Category;
import io.novacron.provider.tck.Troubles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands between the provider and the cloud, and makes the trouble that the kit asks for. */
final class TroubledCloud implements Troubles {
  private volatile @Nullable String refusal;
  private volatile @Nullable String state;

  @Override
  public void refuseCreates(Category category, Runnable attempt) {
    refusal =
        switch (category) {
          case CAPACITY -> "NoRoom";
          case QUOTA -> "LimitReached";
          case THROTTLED -> "SlowDown";
          case DENIED -> "AccessDenied";
          default -> throw new IllegalArgumentException("no trouble of category " + category);
        };
    try {
      attempt.run();
    } finally {
      refusal = null;
    }
  }

  @Override
  public void reportState(String word, Runnable attempt) {
    state = word;
    try {
      attempt.run();
    } finally {
      state = null;
    }
  }

  /** A client in the same troubles. */
  CloudClient around(CloudClient client) {
    return new Client(client);
  }

  private CloudMachine told(CloudMachine machine) {
    String word = state;
    return word == null ? machine : machine.withState(word);
  }

  private final class Client implements CloudClient {
    private final CloudClient client;

    Client(CloudClient client) {
      this.client = client;
    }

    @Override
    public void check() throws CloudException {
      client.check();
    }

    @Override
    public CloudMachine create(String token, CloudOrder order) throws CloudException {
      String code = refusal;
      if (code != null) {
        throw new CloudException(code, "No machine for you now.");
      }
      return told(client.create(token, order));
    }

    @Override
    public CloudMachine start(String id) throws CloudException {
      return told(client.start(id));
    }

    @Override
    public CloudMachine stop(String id) throws CloudException {
      return told(client.stop(id));
    }

    @Override
    public CloudMachine restart(String id) throws CloudException {
      return told(client.restart(id));
    }

    @Override
    public CloudMachine delete(String id) throws CloudException {
      return told(client.delete(id));
    }

    @Override
    public CloudMachine label(String id, Map<String, String> labels) throws CloudException {
      return told(client.label(id, labels));
    }

    @Override
    public Optional<CloudMachine> find(String id) throws CloudException {
      return client.find(id).map(TroubledCloud.this::told);
    }

    @Override
    public Optional<CloudMachine> findByToken(String token) throws CloudException {
      return client.findByToken(token).map(TroubledCloud.this::told);
    }

    @Override
    public List<CloudMachine> findByLabel(String name, String value) throws CloudException {
      return client.findByLabel(name, value).stream().map(TroubledCloud.this::told).toList();
    }

    @Override
    public CloudPage list(@Nullable String pageToken) throws CloudException {
      return client.list(pageToken);
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
