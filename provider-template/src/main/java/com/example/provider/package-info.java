/**
 * A provider of virtual machines: it puts the control plane's words into the cloud's, and back.
 * Everything here is to be kept and adapted, while {@code cloud} is to be replaced by the SDK of
 * your cloud.
 */
@NullMarked
package com.example.provider;

import org.jspecify.annotations.NullMarked;
