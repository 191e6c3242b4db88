using System.Text.Json;
using CampaignDashboard.Tests.Architecture;

namespace CampaignDashboard.Tests.Browser;

/// <summary>The messages of the interface, as the translators wrote them.</summary>
internal static class Words
{
    internal static IReadOnlyDictionary<string, string> English { get; } = In("en");

    /// <summary>All modules' messages in a language, by key.</summary>
    internal static IReadOnlyDictionary<string, string> In(string language) =>
        SourceTree
            .Files.Where(file => file.EndsWith($"/i18n/{language}.json", StringComparison.Ordinal))
            .SelectMany(file => JsonDocument.Parse(SourceTree.Read(file)).RootElement.EnumerateObject())
            .Where(message => message.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(message => message.Name, message => message.Value.GetString()!, StringComparer.Ordinal);

    /// <summary>
    /// English sentences that a page in another language should not show: those without parameters, of more than a word,
    /// which the other language says differently.
    /// </summary>
    internal static IReadOnlyList<string> EnglishOnly(string language)
    {
        var other = In(language);
        var said = other.Values.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. English
                .Where(message => other.ContainsKey(message.Key) && !said.Contains(message.Value))
                .Select(message => message.Value)
                .Where(text =>
                    text.Contains(' ', StringComparison.Ordinal) && !text.Contains('$', StringComparison.Ordinal)
                ),
        ];
    }
}
