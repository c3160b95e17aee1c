/** What is the same for every route: admission, callers, problems, entity tags, paging. */
@NullMarked
package io.novacron.rest.internal.http;

import org.jspecify.annotations.NullMarked;
