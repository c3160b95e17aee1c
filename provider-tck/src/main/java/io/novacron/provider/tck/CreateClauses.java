package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Disk;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderError;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a create does, once and again. */
public interface CreateClauses extends ContractSubject {
  @Test
  @DisplayName("T01 create twice with one token returns the same machine")
  default void createTwiceWithOneTokenReturnsTheSameMachine() {
    String token = ContractSession.newToken();
    InstanceRequest request = request();
    Instance first = session().running(token, request);
    CallContext again = new CallContext(token, 2, token, session().context(token).deadline());
    Instance second =
        session().settled(request.region(), session().compute().create(again, request));
    assertThat(second.reference()).isEqualTo(first.reference());
    ReadClauses.awaitVisible(this, request.region(), first.reference());
    assertThat(ReadClauses.listAll(session(), request.region()))
        .extracting(Instance::idempotencyToken)
        .containsOnlyOnce(token);
  }

  @Test
  @DisplayName("T01 many creates with one token at the same time make one machine")
  default void manyCreatesWithOneTokenAtTheSameTimeMakeOneMachine() {
    String token = ContractSession.newToken();
    InstanceRequest request = request();
    List<CompletionStage<Outcome<Instance>>> calls =
        IntStream.range(0, 16)
            .mapToObj(i -> session().compute().create(session().context(token), request))
            .toList();
    assertThat(calls)
        .extracting(call -> session().settled(request.region(), call).reference())
        .containsOnly(session().running(token, request).reference());
  }

  @Test
  @DisplayName("T01 a token is known after the provider was closed and opened again")
  default void aTokenIsKnownAfterTheProviderWasOpenedAgain() {
    String token = ContractSession.newToken();
    InstanceRequest request = request();
    Instance first = session().running(token, request);
    reopen(session().clock());
    assertThat(session().running(token, request).reference()).isEqualTo(first.reference());
  }

  @Test
  @DisplayName("T02 one token with two requests is a conflict and makes nothing")
  default void oneTokenWithTwoRequestsIsAConflictAndMakesNothing() {
    String token = ContractSession.newToken();
    InstanceRequest request = request();
    Instance first = session().running(token, request);
    ProviderError error =
        session()
            .error(
                session()
                    .compute()
                    .create(
                        session().context(token), Requests.withDisk(request, new Disk(10, "ssd"))));
    assertThat(error.category()).as(error.message()).isEqualTo(Category.CONFLICT);
    assertThat(error.providerCode()).isNotBlank();
    ReadClauses.awaitVisible(this, request.region(), first.reference());
    assertThat(
            session()
                .answer(
                    session()
                        .compute()
                        .findByOwner(session().context(), request.region(), request.owner())))
        .extracting(Instance::reference)
        .containsExactly(first.reference());
  }

  @Test
  @DisplayName("T03 the token of a deleted machine returns that machine as deleted, or is refused")
  default void theTokenOfADeletedMachineGetsADefinedAnswer() {
    String token = ContractSession.newToken();
    InstanceRequest request = request();
    Instance first = session().running(token, request);
    session().deleted(request.region(), first.reference());
    Outcome<Instance> outcome =
        session().outcome(session().compute().create(session().context(token), request));
    if (outcome instanceof Outcome.Done<Instance> done) {
      assertThat(done.get().reference()).isEqualTo(first.reference());
      assertThat(done.get().state()).isEqualTo(MachineState.DELETED);
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed<Instance>) outcome).error().category())
          .isEqualTo(Category.CONFLICT);
    }
  }

  @Test
  @DisplayName("T09 a machine carries its owner tag from the first sight of it")
  default void aMachineCarriesItsOwnerTagFromTheFirstSightOfIt() {
    InstanceRequest request = request();
    Instance made = session().running(ContractSession.newToken(), request);
    assertThat(OwnerTag.fromTags(made.tags())).contains(request.owner());
    assertThat(made.tags()).containsAllEntriesOf(request.tags());
    Instance seen = ReadClauses.awaitVisible(this, request.region(), made.reference());
    assertThat(OwnerTag.fromTags(seen.tags())).contains(request.owner());
    assertThat(
            session()
                .answer(
                    session()
                        .compute()
                        .findByOwner(session().context(), request.region(), request.owner())))
        .extracting(Instance::reference)
        .containsExactly(made.reference());
  }
}
