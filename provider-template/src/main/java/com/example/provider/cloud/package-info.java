/**
 * A cloud that is a directory of files, in place of your cloud's SDK. Its machines are entries in
 * files and run nothing.
 */
@NullMarked
package com.example.provider.cloud;

import org.jspecify.annotations.NullMarked;
