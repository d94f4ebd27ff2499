// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

/** One frame of samples to one row of log-mel bands. Not thread-safe. */
final class LogMelTransform implements LogMelStream.FrameTransform {
    private final SpectrumAnalyzer analyzer;
    private final MelFilterBank filters;
    private final LogCompressor compressor;
    private final float[] spectrum;

    LogMelTransform(MelSpec spec) {
        analyzer = new SpectrumAnalyzer(spec.fftSize(), spec.window(), spec.spectrum());
        filters = new MelFilterBank(spec);
        compressor = new LogCompressor(spec);
        spectrum = new float[spec.fftSize() / 2 + 1];
    }

    @Override
    public void transform(float[] frame, float[] bands) {
        analyzer.transform(frame, spectrum, filters.lowestBin(), filters.endBin());
        filters.apply(spectrum, bands);
        compressor.apply(bands);
    }
}
