using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using QRCoder;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// A QR code (ISO/IEC 18004) as SVG: black on white whatever is behind it, for scanners want that, with the quiet zone of
/// four modules that the standard asks for. Error correction M: a crease or a thumb may hide 15 % of it.
/// </summary>
internal static class QrDrawing
{
    internal const string MediaType = "image/svg+xml";

    // Beside a screen reader's name, the size at which browsers show the file by itself, in pixels a module.
    private const int Scale = 8;

    /// <summary>The drawing of a text; the title is what screen readers say in its place.</summary>
    internal static string Of(string text, string title)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // The quiet zone is part of the matrix.
        var size = code.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            Draw(code.ModuleMatrix[y], y, path);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size * Scale}" height="{size
                * Scale}" role="img" shape-rendering="crispEdges"><title>{HtmlEncoder.Default.Encode(
                title
            )}</title><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>
            """
        );
    }

    // A run of dark modules is one rectangle.
    private static void Draw(System.Collections.BitArray row, int y, StringBuilder path)
    {
        for (var x = 0; x < row.Count; x++)
        {
            var start = x;
            while (x < row.Count && row[x])
            {
                x++;
            }

            if (x > start)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }
    }
}
