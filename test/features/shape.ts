/** A file with all that folds and stands in an outline. */
export const TEXT = `# about
# the file

global
    maxconn 1

# the door
frontend www
    bind :80
    acl is_ws hdr(Upgrade) -i websocket
    use_backend be_ws if is_ws
    .if feature(X)
    maxconn 5
    .endif

backend be_ws
    server s1 127.0.0.1:1
    server s2 127.0.0.1:2
    server s3 127.0.0.1:3
    server s4 127.0.0.1:4
    server s5 127.0.0.1:5
`;
