// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.ModelFigures;
import java.util.List;
import java.util.Locale;

/** Accuracy against time as SVG, the size of a model as that of its dot. */
final class ModelPicture {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 480;
    private static final int LEFT = 80;
    private static final int TOP = 60;
    private static final int RIGHT = 640;
    private static final int BOTTOM = 400;
    private static final String[] COLOURS = {
        "#0b6b62", "#a8160c", "#0057b8", "#7d4600", "#6a1b9a", "#33691e", "#37474f"
    };

    private final List<ModelFigures> models;
    private final double slowest;
    private final double worst;
    private final double best;

    /**
     * @param models those without a known accuracy appear in the legend only
     */
    ModelPicture(List<ModelFigures> models) {
        this.models = models;
        slowest = 1.15 * models.stream().mapToDouble(ModelFigures::p50Millis).max().orElse(1);
        double[] known =
                models.stream()
                        .mapToDouble(ModelFigures::accuracy)
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        worst = known.length == 0 ? 0 : Math.max(0, known[0] - 0.02);
        best = known.length == 0 ? 1 : Math.min(1, known[known.length - 1] + 0.02);
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        line(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"", WIDTH, HEIGHT);
        line(svg, " font-family=\"system-ui, sans-serif\" font-size=\"15\" fill=\"#191d1f\">");
        line(svg, "<title>Models on this hub: accuracy against time</title>");
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        text(svg, LEFT, 30, "Accuracy (from the card) against milliseconds a window (one core)");
        axes(svg);
        for (int i = 0; i < models.size(); i++) {
            model(svg, models.get(i), COLOURS[i % COLOURS.length], TOP + 34 * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        for (int i = 0; i <= 4; i++) {
            double x = LEFT + (RIGHT - LEFT) * i / 4.0;
            double y = BOTTOM - (BOTTOM - TOP) * i / 4.0;
            line(svg, "<path d=\"M%d %.1fH%d\" stroke=\"#dfdcd2\"/>", LEFT, y, RIGHT);
            text(svg, x - 16, BOTTOM + 24, "%.2f ms".formatted(slowest * i / 4));
            text(svg, 12, y + 5, "%.1f %%".formatted(100 * (worst + (best - worst) * i / 4)));
        }
        line(
                svg,
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#555d61\"/>",
                LEFT,
                TOP,
                BOTTOM,
                RIGHT);
    }

    private void model(StringBuilder svg, ModelFigures model, String colour, int legend) {
        double radius = 5 + Math.sqrt(model.bytes() / 1e6) * 6;
        if (Double.isFinite(model.accuracy())) {
            double x = LEFT + (RIGHT - LEFT) * model.p50Millis() / slowest;
            double y = BOTTOM - (BOTTOM - TOP) * (model.accuracy() - worst) / (best - worst);
            line(
                    svg,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"0.7\"/>",
                    x,
                    y,
                    radius,
                    colour);
        }
        line(svg, "<circle cx=\"%d\" cy=\"%d\" r=\"7\" fill=\"%s\"/>", RIGHT + 24, legend, colour);
        text(svg, RIGHT + 40, legend + 5, "%s, %.2f MB".formatted(model.id(), model.bytes() / 1e6));
    }

    private static void text(StringBuilder svg, double x, double y, String text) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        line(svg, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", x, y, safe);
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
