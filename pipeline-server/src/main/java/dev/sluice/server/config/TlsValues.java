package dev.sluice.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The settings about TLS, checked as far as files can be without reading what is in them.
final class TlsValues {
    private TlsValues() {}

    /// empty: plain HTTP
    static Optional<TlsConfig> server(Values values) {
        String text = values.text(Setting.HTTP_TLS).orElse(Setting.HTTP_TLS.fallback());
        Optional<Path> key = values.text(Setting.HTTP_TLS_KEY).map(Path::of);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "off", "on" -> {
                if (key.isPresent()) {
                    values.violate(
                            Setting.HTTP_TLS_KEY, "SLUICE_HTTP_TLS to be the certificate's PEM file, or not to be set");
                }
                yield text.equalsIgnoreCase("off")
                        ? Optional.empty()
                        : Optional.of(new TlsConfig(Optional.empty(), Optional.empty()));
            }
            default -> Optional.of(own(values, Path.of(text), key));
        };
    }

    /// PEM file of who may vouch for the broker and the database; empty: those of Java
    static Optional<Path> authorities(Values values) {
        Optional<Path> file = values.text(Setting.CA_FILE).map(Path::of);
        if (file.isPresent() && (!Files.isReadable(file.get()) || Files.isDirectory(file.get()))) {
            values.violate(Setting.CA_FILE, "a PEM file with certificates that the server may read");
        }
        return file;
    }

    private static TlsConfig own(Values values, Path certificate, Optional<Path> key) {
        if (!Files.isReadable(certificate) || Files.isDirectory(certificate)) {
            values.violate(Setting.HTTP_TLS, "on, off, or a PEM file with a certificate that the server may read");
        } else if (key.isEmpty()) {
            PrivateFiles.fault(certificate).ifPresent(fault -> values.violate(Setting.HTTP_TLS, fault));
        }
        key.flatMap(PrivateFiles::fault).ifPresent(fault -> values.violate(Setting.HTTP_TLS_KEY, fault));
        return new TlsConfig(Optional.of(certificate), key);
    }
}
