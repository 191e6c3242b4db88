using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace CampaignDashboard.Web;

/// <summary>
/// Style sheets, scripts and images: resources named <c>assets/…</c> in the assemblies of <c>AddPages</c>, served from
/// memory under <c>/assets/…</c>. An address with the file's hash (<see cref="Url"/>) may be cached for ever.
/// </summary>
public sealed class AssetFiles
{
    private const string Prefix = "assets/";

    private readonly FrozenDictionary<string, Asset> files;

    internal AssetFiles(IEnumerable<Assembly> assemblies) =>
        files = assemblies.SelectMany(Read).ToFrozenDictionary(asset => asset.Path, StringComparer.Ordinal);

    /// <summary>The address of an asset, with its hash, so that a changed file is a new address.</summary>
    /// <exception cref="KeyNotFoundException">There is no such asset.</exception>
    public string Url(string path) => $"/{Prefix}{path}?v={files[path].Hash}";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"/{Prefix}{{**path}}", Serve).ExcludeFromDescription().AllowAnonymous();

    private static IResult Serve(string path, HttpContext context, AssetFiles assets) =>
        assets.files.TryGetValue(path, out var asset)
            ? asset.Answer(context)
            : TypedResults.StatusCode(StatusCodes.Status404NotFound);

    private static IEnumerable<Asset> Read(Assembly assembly)
    {
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        )
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            yield return new Asset(name[Prefix.Length..], content.ToArray());
        }
    }

    private sealed class Asset(string path, byte[] content)
    {
        private static readonly FileExtensionContentTypeProvider Types = new();

        // Compressed when first asked for: most assets of most processes (tests) are never asked for.
        private readonly Lazy<byte[]> compressed = new(() => Compress(content));

        public string Path { get; } = path;

        public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(content))[..16];

        public FileContentHttpResult Answer(HttpContext context)
        {
            var headers = context.Response.Headers;
            headers.CacheControl =
                context.Request.Query["v"] == Hash ? "public, max-age=31536000, immutable" : "public, max-age=300";
            headers.Vary = "Accept-Encoding";
            headers.Remove("Content-Language");
            var takesBrotli = context
                .Request.GetTypedHeaders()
                .AcceptEncoding.Any(encoding => encoding.Value == "br" && encoding.Quality is not 0);
            if (takesBrotli)
                headers.ContentEncoding = "br";
            var tag = new EntityTagHeaderValue($"\"{Hash}{(takesBrotli ? "-br" : "")}\"");
            return TypedResults.Bytes(takesBrotli ? compressed.Value : content, TypeOf(Path), entityTag: tag);
        }

        private static string TypeOf(string path)
        {
            var type = Types.TryGetContentType(path, out var known) ? known : "text/plain";
            return type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type;
        }

        private static byte[] Compress(byte[] content)
        {
            using var target = new MemoryStream();
            using (var brotli = new BrotliStream(target, CompressionLevel.Optimal))
                brotli.Write(content);
            return target.ToArray();
        }
    }
}
