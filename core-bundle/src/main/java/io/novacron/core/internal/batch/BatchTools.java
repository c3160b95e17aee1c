package io.novacron.core.internal.batch;

import io.novacron.core.internal.machine.MachineParts;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all batches of a node work with.
 *
 * @param parts begins changes of machines
 * @param secrets encrypts what must not be read in the store
 * @param counts counts operations
 * @param settings limits
 * @param node name of the node
 * @param clock the time
 * @param timer for pauses
 * @param executor for everything else
 */
public record BatchTools(
    MachineParts parts,
    SecretBox secrets,
    OperationCounts counts,
    Supplier<OperationSettings> settings,
    String node,
    Clock clock,
    Timer timer,
    Executor executor) {}
