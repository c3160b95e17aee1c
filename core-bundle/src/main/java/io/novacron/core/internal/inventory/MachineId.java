package io.novacron.core.internal.inventory;

/** Names a machine. */
record MachineId(String tenant, String id) {}
