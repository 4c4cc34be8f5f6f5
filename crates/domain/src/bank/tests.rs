use super::LineIdentity;

#[test]
fn an_identity_is_written_as_it_was_read() {
    let digest = "00112233445566778899aabbccddeeff".repeat(2);
    let upper = digest.to_uppercase();
    for text in
        [digest.as_str(), &upper, &digest[..32], &digest[1..], "", "ligne é 7", &"0".repeat(66)]
    {
        let identity = LineIdentity::of(text);
        assert_eq!(identity.to_string(), text);
        let json = serde_json::to_string(&identity).unwrap();
        assert_eq!(json, serde_json::to_string(text).unwrap());
        assert_eq!(serde_json::from_str::<LineIdentity>(&json).unwrap(), identity);
        let bytes = postcard::to_allocvec(&identity).unwrap();
        assert_eq!(postcard::from_bytes::<LineIdentity>(&bytes).unwrap(), identity, "{text}");
    }
}

#[test]
fn a_digest_takes_its_bytes_and_no_more() {
    let identity = LineIdentity::of(&"ab".repeat(32));
    assert_eq!(identity, LineIdentity::of_digest([0xab; 32]));
    assert_eq!(postcard::to_allocvec(&identity).unwrap().len(), 33);
    assert_ne!(identity, LineIdentity::of(&"AB".repeat(32)), "as different as their texts");
}
