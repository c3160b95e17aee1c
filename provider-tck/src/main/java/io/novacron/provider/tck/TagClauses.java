package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Giving a machine an owner. */
public interface TagClauses extends ContractSubject {
  @Test
  @DisplayName(
      "T11 a machine with the owner tag of another is not given ours; its own tag changes nothing")
  default void aMachineOfAnotherIsNotTagged() {
    InstanceRequest request = request();
    Instance machine = session().running(ContractSession.newToken(), request);
    ReadClauses.awaitVisible(this, machine.region(), machine.reference());
    OwnerTag ours =
        new OwnerTag("other-plane", "default", "machine-1", "operation-" + UUID.randomUUID());
    assertThat(
            session()
                .error(
                    session()
                        .compute()
                        .tag(session().context(), machine.region(), machine.reference(), ours))
                .category())
        .isEqualTo(Category.CONFLICT);
    Instance same =
        session()
            .answer(
                session()
                    .compute()
                    .tag(
                        session().context(),
                        machine.region(),
                        machine.reference(),
                        request.owner()));
    assertThat(OwnerTag.fromTags(same.tags())).contains(request.owner());
    assertThat(same.tags()).containsAllEntriesOf(request.tags());
  }

  @Test
  @DisplayName("a machine that is not there cannot be tagged")
  default void aMissingMachineCannotBeTagged() {
    InstanceRequest request = request();
    assertThat(
            session()
                .error(
                    session()
                        .compute()
                        .tag(session().context(), request.region(), "nothing-0", request.owner()))
                .category())
        .isEqualTo(Category.NOT_FOUND);
  }
}
