using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Problems;

/// <summary>
/// A part of the request that could not be read, found while binding it, where no result can be returned. Becomes a 400
/// problem that names the field, as the framework's own binding failures do.
/// </summary>
public sealed partial class MalformedRequestException(string field, string reason) : BadHttpRequestException(reason)
{
    private const string BodyRequired = "A JSON body is required.";

    /// <summary>The field, query parameter or header.</summary>
    public string Field { get; } = field;

    /// <summary>Which field a binding failure is about, and why, without names of types or other inner things.</summary>
    internal static (string Field, string Reason) Explain(BadHttpRequestException failure) =>
        failure switch
        {
            MalformedRequestException own => (own.Field, own.Message),
            { InnerException: JsonException json } => Explain(json),
            _ when failure.Message.Contains("no body was provided", StringComparison.Ordinal) => ("body", BodyRequired),
            _ when Missing().Match(failure.Message) is { Success: true } match => match.Groups["source"].Value is "body"
                ? ("body", BodyRequired)
                : (match.Groups["name"].Value, $"{match.Groups["name"].Value} is required."),
            _ when Unbound().Match(failure.Message) is { Success: true } match => (
                match.Groups["name"].Value,
                $"{match.Groups["name"].Value} is not of the expected form."
            ),
            _ => ("request", "The request could not be read."),
        };

    private static (string Field, string Reason) Explain(JsonException json)
    {
        if (Unmapped().Match(json.Message) is { Success: true } unknown)
            return (unknown.Groups["name"].Value, $"There is no field {unknown.Groups["name"].Value} here.");
        if (Required().Match(json.Message) is { Success: true } required)
            return (required.Groups["name"].Value, $"{required.Groups["name"].Value} is required.");
        var field = json.Path is null or "$" or "" ? "body" : json.Path.Replace("$.", "", StringComparison.Ordinal);
        // Conversion failures carry a path and no inner reader failure; syntax errors have one.
        return json.InnerException is null || field is "body"
            ? (
                field,
                field is "body" ? "The body is not the JSON that is expected here." : $"{field} has the wrong type."
            )
            : (field, $"{field} could not be read.");
    }

    [GeneratedRegex(
        """parameter "\S+ (?<name>\w+)" was not provided from (?<source>[\w ]+)\.""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Missing();

    [GeneratedRegex("""Failed to bind parameter "[^"]+ (?<name>\w+)" from""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unbound();

    [GeneratedRegex("""The JSON property '(?<name>[^']+)' could not be mapped""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unmapped();

    [GeneratedRegex("""missing required properties including: '(?<name>[^']+)'""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Required();
}
