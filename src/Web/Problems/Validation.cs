using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Problems;

/// <summary>Runs a slice's validator before its handler.</summary>
public static class Validation
{
    /// <summary>
    /// Answers 400 (<c>invalid-input</c>, <c>errors</c> by camel-case field) when the validator of the request objects.
    /// </summary>
    public static RouteHandlerBuilder Validate<TRequest, TValidator>(this RouteHandlerBuilder route)
        where TValidator : IValidator<TRequest>, new()
    {
        // Validators hold rules and no state: one serves all requests.
        var validator = new TValidator();
        return route
            .AddEndpointFilter(
                async (invocation, next) =>
                {
                    var request = invocation.Arguments.OfType<TRequest>().First();
                    var errors = await Errors(validator, request, invocation.HttpContext.RequestAborted);
                    return errors.Count == 0 ? await next(invocation) : ProblemType.InvalidInput.ToProblem(errors);
                }
            )
            .ProducesValidationProblem();
    }

    /// <summary>What a validator objects to, by camel-case field; empty when nothing. For forms on pages.</summary>
    public static async Task<IReadOnlyDictionary<string, string[]>> Errors<TRequest>(
        this IValidator<TRequest> validator,
        TRequest request
    ) => (await Errors(validator, request, CancellationToken.None)).AsReadOnly();

    private static async Task<Dictionary<string, string[]>> Errors<TRequest>(
        IValidator<TRequest> validator,
        TRequest request,
        CancellationToken cancellation
    )
    {
        var result = await validator.ValidateAsync(request, cancellation);
        return result
            .Errors.GroupBy(error => CamelCase(error.PropertyName), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Select(error => error.ErrorMessage).ToArray(),
                StringComparer.Ordinal
            );
    }

    private static string CamelCase(string path) =>
        string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
