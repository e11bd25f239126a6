// Package plot draws a chart as SVG or PNG: lines, steps, bands, bars and
// histograms, with axes that name their units and colours that people with
// colour-blindness can tell apart.
package plot
