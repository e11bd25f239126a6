package flow

import (
	"reflect"
	"testing"
	"time"
)

// TestEveryFieldOfAPlaceIsKept fills a Place to the last field: who adds one and
// forgets to write it down is found out here.
func TestEveryFieldOfAPlaceIsKept(t *testing.T) {
	var p Place
	n := 0
	fillIn(reflect.ValueOf(&p).Elem(), &n)
	data, err := p.Keep()
	if err != nil {
		t.Fatal(err)
	}
	q, err := Kept(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(p, q) {
		t.Errorf("kept\n%+v\ncame back\n%+v", p, q)
	}
}

// fillIn gives every field a value of its own.
func fillIn(v reflect.Value, n *int) {
	*n++
	v = reflect.NewAt(v.Type(), v.Addr().UnsafePointer()).Elem() // fields of this package's own
	switch v.Kind() {
	case reflect.String:
		v.SetString(string(rune('a'+*n%26)) + "x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint32:
		v.SetUint(uint64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(noon.Add(time.Duration(*n) * time.Hour)))
			return
		}
		for i := range v.NumField() {
			fillIn(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fillIn(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillIn(key, n)
		fillIn(value, n)
		v.SetMapIndex(key, value)
	}
}

func TestAPlaceIsOfOneVersion(t *testing.T) {
	c := dial(t)
	c.moves("status: my case", asksFor)
	data, err := c.p.Keep()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.b.Resume(data); err != nil {
		t.Error(err)
	}
	other, err := Read(files(nil), Known{})
	if err != nil {
		t.Fatal(err)
	}
	if other.Version() == c.b.Version() || other.Version() == "" {
		t.Errorf("versions %q and %q", other.Version(), c.b.Version())
	}
	if _, err := other.Resume(data); err == nil || err.Error() != "the flows have changed since this place was kept; begin a new conversation" {
		t.Errorf("err = %v", err)
	}
	for _, junk := range []string{"", "{", "[]", `{"Nonsense": 1}`} {
		if _, err := Kept([]byte(junk)); err == nil {
			t.Errorf("%q is taken for a place", junk)
		}
	}
	// A place of another version, given all the same, goes on at what else there may be.
	p, err := Kept(data)
	if err != nil {
		t.Fatal(err)
	}
	c.b, c.p = other, p
	c.moves("key 5", "More")
}

func TestOneByteMoreIsAnotherVersion(t *testing.T) {
	one, err := Read(files(nil), Known{})
	if err != nil {
		t.Fatal(err)
	}
	two, err := Read(files(map[string]string{"always.yaml": least["always.yaml"] + "\n"}), Known{})
	if err != nil {
		t.Fatal(err)
	}
	if one.Version() == two.Version() {
		t.Error("the same version")
	}
}
