package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reply of moto that is lost on the way back. */
class LostReplyTest {
  private final FaultProxy proxy = new FaultProxy(MotoServer.uri());
  private final OpenAccount account = OpenAccount.at(proxy.uri().toString());

  @AfterEach
  void close() {
    account.close();
    proxy.close();
  }

  @Test
  void aCreateWhoseReplyIsLostIsUnknownAndFoundByTokenAndByOwner() {
    MotoServer.reset();
    CallContext context = OpenAccount.context("token-lost", Duration.ofSeconds(20));
    InstanceRequest request = OpenAccount.request();
    proxy.during(
        FaultProxy.Fault.lose("RunInstances"),
        () ->
            assertThat(OpenAccount.outcome(account.provider().compute().create(context, request)))
                .isInstanceOf(Outcome.Unknown.class));
    List<Instance> byToken =
        OpenAccount.answer(
            account.provider().compute().findByToken(context, request.region(), "token-lost"));
    List<Instance> byOwner =
        OpenAccount.answer(
            account.provider().compute().findByOwner(context, request.region(), request.owner()));
    assertThat(byToken).as("the SDK has not asked again").hasSize(1);
    assertThat(byOwner).extracting(Instance::reference).containsExactly(byToken.get(0).reference());
    assertThat(OwnerTag.fromTags(byToken.get(0).tags())).contains(request.owner());
  }
}
