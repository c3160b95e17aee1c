package io.novacron.core.internal.catalog;

/**
 * What a rule did.
 *
 * @param rule its name
 * @param touched how many types, offers or regions it changed or marked
 */
record RuleCount(String rule, int touched) {}
