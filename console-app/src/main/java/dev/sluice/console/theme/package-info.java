/// How the console looks: AtlantaFX Primer in light and dark, our tokens over it, the bundled fonts.
///
/// Inbound: `app` installs it on each scene; features take [dev.sluice.console.theme.Theme#stylesheet] for the css file
/// beside their view. Outbound: nothing of ours. Threads: FX thread only. Invariant: colours are looked-up tokens, so
/// that a switch of the appearance needs no new nodes; no view calls `setStyle`.
@NullMarked
package dev.sluice.console.theme;

import org.jspecify.annotations.NullMarked;
