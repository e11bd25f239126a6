package models

import "runtime"

// sherpaLibrary is the archive for this machine's processor. Its version is the
// one whose structures speech/sherpa mirrors.
func sherpaLibrary() *File {
	if runtime.GOARCH == "arm64" {
		return &File{
			URL:    npmAt + "sherpa-onnx-linux-arm64/-/sherpa-onnx-linux-arm64-1.13.4.tgz",
			SHA256: "543bbd3b35f364dece1a1e1bb0e4682d6371664135d72932c8588facd3f71852",
		}
	}
	return &File{
		URL:    npmAt + "sherpa-onnx-linux-x64/-/sherpa-onnx-linux-x64-1.13.4.tgz",
		SHA256: "a139f26eb19c30af9ef29a5390bd5f31baed8d93b20ee5eb63c6c4f339bbb059",
	}
}
