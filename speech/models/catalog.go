package models

// A Model is one folder of files for an engine, under the name by which package
// speech looks for it.
type Model struct {
	Name        string
	Use         string // in words: what it is for
	License     string
	Recommended bool // pulled when no name is given
	Files       []File
	Archive     *File // instead of Files: a tar, gzipped or bzip2ed, whose one top folder becomes the model
}

// A File is something to fetch.
type File struct {
	Path   string // inside the model's folder
	URL    string
	SHA256 string // hexadecimal; empty: not known
}

const (
	sphinxAt  = "https://raw.githubusercontent.com/cmusphinx/pocketsphinx/9d52e710e0889ff8db4f8467c6d7b60698948779/model/hmm/en_US/hub4_wsj_ptm256_3s_8k.cd_ptm_5000/"
	spanishAt = "https://raw.githubusercontent.com/synesthesiam/es_pocketsphinx-cmu/4d39c1304b8cf9f370abc4fefb6f5459173f2842/"
	sherpaAt  = "https://github.com/k2-fsa/sherpa-onnx/releases/download/asr-models/"
	npmAt     = "https://registry.npmjs.org/"
)

// Catalog lists the models that can be pulled.
func Catalog() []Model {
	return []Model{
		{
			Name: "pocketsphinx-en-8k", Use: "English on the telephone, for pocketsphinx (11 MB)", License: "BSD", Recommended: true,
			Files: []File{
				{"feat.params", sphinxAt + "feat.params", "8d4e629de486257ab1f5ac90b216f322b763e70ffa597c22b0d5036cb7485b11"},
				{"mdef", sphinxAt + "mdef", "dabbb4c04b78764a5ae2d24db590c2eb41bbc4a4b9adad5a080bf8ee73856dd0"},
				{"means", sphinxAt + "means", "5ecc5359390359a39eafb9bdc46d6d35dddc543d03804c679f915fcf3a967855"},
				{"noisedict", sphinxAt + "noisedict", "397dafe902a55f3751d7836a3a0025355a9f5e151df4baab21801f9389b4b933"},
				{"sendump", sphinxAt + "sendump", "dd41ad85dcd10d70aab2e2ff4af41fb1827e157a99890e41e6a1f649193d7fe9"},
				{"transition_matrices", sphinxAt + "transition_matrices", "190a72ea70e4d885d662a9c95e24f6689be3aa22ce37747bddd99aaa0241592f"},
				{"variances", sphinxAt + "variances", "3ab024f9a62cba15fc28967ccecd4a25a5009152c622039b952fb5ef063abaee"},
			},
		},
		{
			Name: "pocketsphinx-es-16k", Use: "Spanish, for pocketsphinx (6 MB)", License: "GPL-3.0: loaded as data, no part of Civicline", Recommended: true,
			Files: []File{
				{"feat.params", spanishAt + "acoustic_model/feat.params", "70c003b0bdfaab851d7253ccb1b3df5d7a0ac7c34e9c6fa8c419ea8bbedf2330"},
				{"mdef", spanishAt + "acoustic_model/mdef", "b60ee4dce093ff3f501d4a66ba23ae3419c117827f0f42b9aa3f31bbeaea21c2"},
				{"means", spanishAt + "acoustic_model/means", "4e924f28348fa2baa791942c79a1dc0725b6b9113b5a7cb0d3064933c0d526ad"},
				{"noisedict", spanishAt + "acoustic_model/noisedict", "af281d8c53f0a24ace7193e014dcb876e4e517f96b34791d5cd3e71fc69fc83b"},
				{"sendump", spanishAt + "acoustic_model/sendump", "ebb6f530a8fd874bb487c193eae5a0470e20e288e9c98b34f6e2ed1b6c62ea39"},
				{"transition_matrices", spanishAt + "acoustic_model/transition_matrices", "65001e41c829cbe79c161a15eb07e29c2b63c5aac00d4e97a55db75bc35e3d6b"},
				{"variances", spanishAt + "acoustic_model/variances", "6b31010a78b7c09c710a1e5e2dd6d1158c5c5c9637e1420bd6b76fe3859cc117"},
				{"base_dictionary.txt.gz", spanishAt + "base_dictionary.txt.gz", "807f2813dfdfa07852148951d2b58681eab9d7e97128b41b78dc44d936fc8eab"},
				{"LICENSE", spanishAt + "LICENSE", "06b65d41d760018d20e81777cfdf2078ec64ed4cd10b85c289add974d63d2693"},
			},
		},
		{
			Name: "silero-vad", Use: "tells speech from other sounds (1 MB)", License: "MIT", Recommended: true,
			Files: []File{{
				"silero_vad_16k.safetensors", "https://raw.githubusercontent.com/snakers4/silero-vad/d5b52843f79c97810940534f3433e162470af83d/src/silero_vad/data/silero_vad_16k.safetensors",
				"c59271c284ae9c8335d795d60e0bfdb71aaaceec578d9bd9ffc1b8153c319ea1",
			}},
		},
		{
			Name: "sherpa-onnx-lib", Use: "the library of the sherpa-onnx models below (11 MB)", License: "Apache-2.0",
			Archive: sherpaLibrary(),
		},
		{
			Name: "sherpa-onnx-streaming-zipformer-en-2023-06-26", Use: "English, open speech (300 MB); needs sherpa-onnx-lib", License: "Apache-2.0",
			Archive: &File{URL: sherpaAt + "sherpa-onnx-streaming-zipformer-en-2023-06-26.tar.bz2"},
		},
		{
			Name: "sherpa-onnx-streaming-zipformer-en-20M-2023-02-17", Use: "English, open speech, small (130 MB); needs sherpa-onnx-lib", License: "Apache-2.0",
			Archive: &File{URL: sherpaAt + "sherpa-onnx-streaming-zipformer-en-20M-2023-02-17.tar.bz2"},
		},
		{
			Name: "sherpa-onnx-streaming-zipformer-es-kroko-2025-08-06", Use: "Spanish, open speech (60 MB); needs sherpa-onnx-lib", License: "read its model card before using it",
			Archive: &File{URL: sherpaAt + "sherpa-onnx-streaming-zipformer-es-kroko-2025-08-06.tar.bz2"},
		},
	}
}
