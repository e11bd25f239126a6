// Package sherpa hears with sherpa-onnx's streaming models, by its C library,
// opened at run time. Unlike pocketsphinx it hears open speech, and needs no
// sentences of the agency.
//
// A wrong value in its configuration ends the whole process: run it in a speech
// worker only. Files are looked at before the library sees them, and the library
// must be the version whose structures are written down here.
package sherpa
