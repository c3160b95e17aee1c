package io.novacron.core.internal.swap;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.account.ProviderChoice;
import io.novacron.core.internal.codec.JsonCodec;
import java.util.Map;

/** How the chosen versions of providers are kept: one record for each type. */
final class ChoiceRecords {
  /** Kind of the records. */
  static final String KIND = "provider-choice";

  private static final String TENANT = "default";
  private static final JsonCodec<ProviderChoice> CODEC = JsonCodec.of(ProviderChoice.class);

  private ChoiceRecords() {}

  static Key key(String type) {
    return new Key(TENANT, KIND, type, type);
  }

  static ProviderChoice read(StoredRecord stored) {
    return CODEC.decode(stored);
  }

  /** Writes a choice over a revision; 0 for the first of its type. */
  static Mutation.Put put(ProviderChoice choice, long revision) {
    return new Mutation.Put(
        key(choice.type()), revision, CODEC.schemaVersion(), Map.of(), CODEC.encode(choice));
  }
}
