/** The REST shapes. They are fixed for clients, whatever the values behind them become. */
@NullMarked
package io.novacron.rest.internal.view;

import org.jspecify.annotations.NullMarked;
