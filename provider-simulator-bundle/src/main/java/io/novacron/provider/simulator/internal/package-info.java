/**
 * Three simulated clouds in process, on the real catalog, and a pool of hosts that the operator has
 * stated: one engine that speaks in the words, ids and error codes of each.
 *
 * <h2>The log of an account</h2>
 *
 * <p>Each account keeps {@code transitions.log} in its data directory. It is append-only UTF-8
 * text, one line for each transition of a machine, forced to disk before the reply that tells of
 * it. A line is a row of {@code key=value} fields between tabs:
 *
 * <pre>
 * seq=0 at=2026-11-23T11:00:00Z event=log format=1 cloud=aws account=simulated-aws crc=...
 * seq=1 at=2026-11-23T11:00:01.5Z event=created operation=op-7 attempt=1 token=... reference=i-0c1... region=eu-central-1 ... crc=...
 * seq=2 at=2026-11-23T11:00:02.5Z event=running reference=i-0c1... crc=...
 * </pre>
 *
 * <ul>
 *   <li>{@code seq} rises by one from line to line; {@code at} is the wall time in UTC.
 *   <li>{@code event} is {@code log} (the first line), {@code created}, or the phase that a machine
 *       came to: {@code starting}, {@code stopping}, {@code restarting}, {@code pausing}, {@code
 *       resuming} and {@code deleting} were asked for and name the {@code operation} that asked and
 *       its {@code attempt}; {@code running}, {@code stopped}, {@code paused} and {@code deleted}
 *       are where those, and a create, ended.
 *   <li>A {@code resized} line has the new {@code type} and its {@code vcpus} beside {@code
 *       operation} and {@code attempt}; a machine that ran is on its way to {@code running} again.
 *   <li>A {@code created} line has {@code operation} (of the owner tag), {@code attempt}, {@code
 *       token}, {@code reference}, {@code name}, {@code region}, {@code zone}, {@code type}, {@code
 *       vcpus}, {@code image}, {@code market}, {@code disks}, {@code address}, {@code shape}
 *       (digest of the request) and every tag as {@code tag.<name>}. One machine is one {@code
 *       created} line.
 *   <li>Where the hosts are ours, {@code created} and {@code resized} lines have the {@code host},
 *       what the machine takes of it ({@code cpuMillis}, {@code memoryBytes}, {@code gpuMillis} of
 *       each of {@code gpus}, {@code gpuModels} that would do), and {@code why} it was chosen.
 *   <li>{@code tagged} gives a machine other tags; {@code snapshot-taken} and {@code
 *       snapshot-deleted} tell of snapshots, {@code restored} of a machine that was put back to
 *       one. That a snapshot is finished, {@code pendingMillis} after it was taken, has no line.
 *   <li>{@code resource-put} is what else an account has, made or changed, with {@code kind},
 *       {@code reference}, {@code region}, {@code created}, every attribute as {@code
 *       attribute.<name>} and every tag; {@code resource-deleted} ends it. One with the attribute
 *       {@code machine} goes with that machine, if {@code deletedWithMachine} is {@code true},
 *       without a line of its own. A {@code created} line has {@code attribute.<name>} too, when a
 *       protocol's face made it.
 *   <li>{@code settleMillis} says how long the phase lasts before the next.
 *   <li>In names and values, {@code %} tab, line feed, carriage return and (in names) {@code =} are
 *       written as {@code %} and two hexadecimal digits.
 *   <li>{@code crc} is last: CRC-32C, in eight hexadecimal digits, of the bytes of the line before
 *       {@code crc=}.
 * </ul>
 *
 * <p>A tail that was torn by a crash was never answered for; it is cut off when the log is opened
 * and kept beside it. Damage in the middle is not repaired: the account refuses to open.
 *
 * <p>Nothing here is exported; the bundle's services are {@link
 * io.novacron.api.provider.ProviderFactory} and {@link io.novacron.api.provider.FaultSwitch}.
 */
@NullMarked
package io.novacron.provider.simulator.internal;

import org.jspecify.annotations.NullMarked;
